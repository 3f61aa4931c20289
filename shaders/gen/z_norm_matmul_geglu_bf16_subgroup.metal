#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _37
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _69 = (_66 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _79 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _114 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _115 = (_114 == 0u);

struct _121
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _144
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _157 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _158 = (_157 + 3u);
constant uint _159 = (_158 / 4u);
constant bool _175 = (_114 == 2u);

struct _207
{
    float _m0[1];
};

struct _224
{
    float _m0[1];
};

struct _245
{
    float _m0[1];
};

struct _297
{
    float _m0[1];
};

constant bool _307 = (_114 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _413 = SPIRV_CROSS_CONSTANT_ID_2;

struct _519
{
    uint2 _m0[1];
};

struct _543
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _570 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _571 = (_570 == 1u);
constant uint _595 = (8u * _79);
constant uint _644 = (_413 + _79);
constant uint _645 = (_644 - 1u);
constant uint _646 = (_645 / _79);
constant bool _683 = (_570 == 1u);

struct _814
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _835 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_835, 1u, 1u);

kernel void main0(constant _121& _123 [[buffer(0)]], const device _144& _146 [[buffer(2)]], const device _297& _299 [[buffer(3)]], const device _224& _226 [[buffer(4)]], const device _207& _209 [[buffer(5)]], device _245& _247 [[buffer(6)]], const device _519& _521 [[buffer(7)]], const device _543& _545 [[buffer(9)]], device _814& _816 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _82[_79];
    threadgroup float4 _162[_159];
    threadgroup float _598[_595];
    uint _414 = gl_WorkGroupID.x * _413;
    do
    {
        if (_115)
        {
            break;
        }
        uint _884 = gl_WorkGroupID.y * _123._m2;
        float _1378;
        _1378 = 0.0;
        for (uint _1377 = gl_LocalInvocationID.x; _1377 < _123._m2; )
        {
            uint _896 = (_884 + _1377) / 4u;
            uint _898 = _1377 % 4u;
            ((threadgroup float*)&_162[_1377 / 4u])[_898] = ((device float*)&_146._m0[_896])[_898];
            _1378 = fma(((device float*)&_146._m0[_896])[_898], ((device float*)&_146._m0[_896])[_898], _1378);
            _1377 += _79;
            continue;
        }
        float _1383;
        if (_175)
        {
            float _1381;
            do
            {
                float _1031 = simd_sum(_1378);
                if (_69)
                {
                    _1381 = _1031;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1035 = simd_is_first();
                if (_1035)
                {
                    _82[gl_SubgroupID] = _1031;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1380;
                _1380 = _82[0];
                for (uint _1379 = 1u; _1379 < gl_NumSubgroups; )
                {
                    _1380 += _82[_1379];
                    _1379++;
                    continue;
                }
                _1381 = _1380;
                break;
            } while(false);
            float _926 = 1.0 / sqrt((_1381 / float(_123._m2)) + _123._m5);
            float _1384;
            _1384 = 0.0;
            float _972;
            for (uint _1382 = gl_LocalInvocationID.x; _1382 < _123._m2; _1384 = _972, _1382 += _79)
            {
                uint _937 = _884 + _1382;
                uint _941 = _1382 / 4u;
                uint _943 = _1382 % 4u;
                float _945 = ((threadgroup float*)&_162[_941])[_943];
                float _952 = fma(_945 * _926, _226._m0[_1382], _209._m0[_937]);
                ((threadgroup float*)&_162[_941])[_943] = _952;
                if (gl_WorkGroupID.x == 0u)
                {
                    _247._m0[_937] = _952;
                }
                _972 = fma(_952, _952, _1384);
            }
            _1383 = _1384;
        }
        else
        {
            _1383 = _1378;
        }
        float _1387;
        do
        {
            float _1073 = simd_sum(_1383);
            if (_69)
            {
                _1387 = _1073;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1077 = simd_is_first();
            if (_1077)
            {
                _82[gl_SubgroupID] = _1073;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1386;
            _1386 = _82[0];
            for (uint _1385 = 1u; _1385 < gl_NumSubgroups; )
            {
                _1386 += _82[_1385];
                _1385++;
                continue;
            }
            _1387 = _1386;
            break;
        } while(false);
        float _988 = 1.0 / sqrt((_1387 / float(_123._m2)) + _123._m4);
        for (uint _1388 = gl_LocalInvocationID.x; _1388 < _123._m2; )
        {
            uint _998 = _1388 / 4u;
            uint _1000 = _1388 % 4u;
            ((threadgroup float*)&_162[_998])[_1000] = (((threadgroup float*)&_162[_998])[_1000] * _988) * _299._m0[_1388];
            _1388 += _79;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _431[_413];
    float _433[_413];
    for (uint _1391 = 0u; _1391 < _413; )
    {
        _433[_1391] = 0.0;
        _431[_1391] = 0.0;
        _1391++;
        continue;
    }
    uint _1392;
    _1392 = gl_LocalInvocationID.x;
    _37 _460[_413];
    _37 _476[_413];
    for (; _1392 < _123._m0; _1392 += _79)
    {
        for (uint _1426 = 0u; _1426 < _413; )
        {
            _37 _1121 = _37{ uint4(4u * ((min((_414 + _1426), (_123._m3 - 1u)) * _123._m0) + _1392)), 1.0, 0.0 };
            _460[_1426] = _1121;
            _476[_1426] = _1121;
            _1426++;
            continue;
        }
        uint _1427;
        _1427 = 0u;
        for (; _1427 < 4u; _1427++)
        {
            uint _504 = (4u * _1392) + _1427;
            float4 _1430;
            do
            {
                if (_307)
                {
                    _1430 = _146._m0[(gl_WorkGroupID.y * (_123._m2 / 4u)) + _504];
                    break;
                }
                _1430 = _162[_504];
                break;
            } while(false);
            for (uint _1431 = 0u; _1431 < _413; )
            {
                uint _526 = _460[_1431]._m0.x + _1427;
                float4 _1169 = as_type<float4>(uint4(_521._m0[_526].x << uint(16), _521._m0[_526].x & 4294901760u, _521._m0[_526].y << uint(16), _521._m0[_526].y & 4294901760u));
                _431[_1431] = fma(_1430.w, _1169.w, fma(_1430.z, _1169.z, fma(_1430.y, _1169.y, fma(_1430.x, _1169.x, _431[_1431]))));
                uint _550 = _476[_1431]._m0.x + _1427;
                float4 _1208 = as_type<float4>(uint4(_545._m0[_550].x << uint(16), _545._m0[_550].x & 4294901760u, _545._m0[_550].y << uint(16), _545._m0[_550].y & 4294901760u));
                _433[_1431] = fma(_1430.w, _1208.w, fma(_1430.z, _1208.z, fma(_1430.y, _1208.y, fma(_1430.x, _1208.x, _433[_1431]))));
                _1431++;
                continue;
            }
        }
    }
    float _649[_646];
    if (_571)
    {
        uint _1401;
        _1401 = 0u;
        uint _592;
        for (; _1401 < _413; _1401 = _592)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1420;
            _1420 = _1401;
            for (;;)
            {
                _592 = _1401 + 8u;
                if (_1420 < min(_592, _413))
                {
                    _598[((_1420 - _1401) * _79) + gl_LocalInvocationID.x] = _431[_1420];
                    _1420++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _617 = ((gl_LocalInvocationID.x + _79) - (_1401 % _79)) % _79;
            if (_617 < min(8u, (_413 - _1401)))
            {
                float _1424;
                _1424 = 0.0;
                for (uint _1422 = 0u; _1422 < _79; )
                {
                    _1424 += _598[(_617 * _79) + _1422];
                    _1422++;
                    continue;
                }
                _649[_1401 / _79] = _1424;
            }
        }
    }
    else
    {
        for (uint _1393 = 0u; _1393 < _413; _1393++)
        {
            float _669 = _431[_1393];
            float _1396;
            do
            {
                float _1248 = simd_sum(_669);
                if (_69)
                {
                    _1396 = _1248;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1252 = simd_is_first();
                if (_1252)
                {
                    _82[gl_SubgroupID] = _1248;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1395;
                _1395 = _82[0];
                for (uint _1394 = 1u; _1394 < gl_NumSubgroups; )
                {
                    _1395 += _82[_1394];
                    _1394++;
                    continue;
                }
                _1396 = _1395;
                break;
            } while(false);
            if ((_1393 % _79) == gl_LocalInvocationID.x)
            {
                _649[_1393 / _79] = _1396;
            }
        }
    }
    float _751[_646];
    if (_683)
    {
        uint _1410;
        _1410 = 0u;
        uint _703;
        for (; _1410 < _413; _1410 = _703)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1414;
            _1414 = _1410;
            for (;;)
            {
                _703 = _1410 + 8u;
                if (_1414 < min(_703, _413))
                {
                    _598[((_1414 - _1410) * _79) + gl_LocalInvocationID.x] = _433[_1414];
                    _1414++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _724 = ((gl_LocalInvocationID.x + _79) - (_1410 % _79)) % _79;
            if (_724 < min(8u, (_413 - _1410)))
            {
                float _1418;
                _1418 = 0.0;
                for (uint _1416 = 0u; _1416 < _79; )
                {
                    _1418 += _598[(_724 * _79) + _1416];
                    _1416++;
                    continue;
                }
                _751[_1410 / _79] = _1418;
            }
        }
    }
    else
    {
        for (uint _1402 = 0u; _1402 < _413; _1402++)
        {
            float _771 = _433[_1402];
            float _1405;
            do
            {
                float _1298 = simd_sum(_771);
                if (_69)
                {
                    _1405 = _1298;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1302 = simd_is_first();
                if (_1302)
                {
                    _82[gl_SubgroupID] = _1298;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1404;
                _1404 = _82[0];
                for (uint _1403 = 1u; _1403 < gl_NumSubgroups; )
                {
                    _1404 += _82[_1403];
                    _1403++;
                    continue;
                }
                _1405 = _1404;
                break;
            } while(false);
            if ((_1402 % _79) == gl_LocalInvocationID.x)
            {
                _751[_1402 / _79] = _1405;
            }
        }
    }
    for (uint _1411 = 0u; _1411 < _646; _1411++)
    {
        uint _797 = (_1411 * _79) + gl_LocalInvocationID.x;
        uint _801 = _414 + _797;
        bool _803 = _797 < _413;
        bool _810;
        if (_803)
        {
            _810 = _801 < _123._m3;
        }
        else
        {
            _810 = _803;
        }
        if (_810)
        {
            _816._m0[(gl_WorkGroupID.y * _123._m3) + _801] = (_649[_1411] / (1.0 + exp(fma((0.0447149984538555145263671875 * _649[_1411]) * _649[_1411], _649[_1411], _649[_1411]) * (-1.5957691669464111328125)))) * _751[_1411];
        }
    }
}

