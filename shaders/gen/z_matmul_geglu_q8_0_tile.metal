#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _86
{
    uint _m0[1];
};

struct _90
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _106
{
    uint4 _m0[1];
};

struct _160
{
    uint _m0[1];
};

struct _174
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _210 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _211 = (8u * _210);
constant uint _212 = (4u * _211);
constant uint _234 = (_211 + 4u);
constant uint _261 = (32u * _234);
constant uint _294 = (32u * _234);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _308 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _319 = (_308 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _320 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _321 = (_319 * _320);
constant uint _322 = (4u * _321);
constant uint _345 = (_321 + 4u);

struct _352
{
    float4 _m0[1];
};

constant uint _376 = (32u * _345);

struct _403
{
    uint _m0[1];
};

constant uint _429 = (_210 * _320);
constant uint _431 = (_210 * _320);
constant uint _436 = (_210 * _320);
constant uint _452 = (_210 * _320);
constant uint _454 = (_210 * _320);
constant uint _459 = (_210 * _320);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _491 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _654 = (_210 * _320);

struct _734
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _764 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_764, 1u, 1u);

kernel void main0(constant _90& _92 [[buffer(0)]], const device _403& _405 [[buffer(1)]], const device _352& _354 [[buffer(2)]], const device _106& _108 [[buffer(3)]], const device _86& _88 [[buffer(4)]], const device _174& _176 [[buffer(5)]], const device _160& _162 [[buffer(6)]], device _734& _736 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _264[_261];
    threadgroup float _297[_294];
    threadgroup float _379[_376];
    uint _396 = gl_WorkGroupID.x * _211;
    uint _400 = gl_WorkGroupID.y * _321;
    uint _413 = _405._m0[_92._m6] - _92._m7;
    uint _417 = _210 * (gl_LocalInvocationID.x % 8u);
    uint _421 = _320 * (gl_LocalInvocationID.x / 8u);
    float _434[_431];
    float _439[_436];
    for (uint _1381 = 0u; _1381 < _429; )
    {
        _439[_1381] = 0.0;
        _434[_1381] = 0.0;
        _1381++;
        continue;
    }
    float _457[_454];
    float _462[_459];
    for (uint _1382 = 0u; _1382 < _452; )
    {
        _462[_1382] = 0.0;
        _457[_1382] = 0.0;
        _1382++;
        continue;
    }
    uint4 _1363;
    uint4 _1368;
    for (uint _1383 = gl_LocalInvocationID.x; _1383 < _212; )
    {
        uint _805 = _1383 / 4u;
        uint _810 = min((_396 + _805), (_92._m3 - 1u));
        uint _812 = _1383 % 4u;
        uint _821 = ((4u * _812) * _234) + _805;
        uint _943 = _810 * _92._m1;
        uint _953 = _810 * _92._m0;
        _1363 = _108._m0[_953];
        int _976 = int(_1363[_812]);
        float4 _992 = float4(float(extract_bits(_976, uint(0), uint(8))), float(extract_bits(_976, uint(8), uint(8))), float(extract_bits(_976, uint(16), uint(8))), float(_976 >> 24)) * float2(as_type<half2>(_88._m0[_943])).x;
        _264[_821] = _992.x;
        uint _1644 = _821 + _234;
        _264[_1644] = _992.y;
        uint _1656 = _821 + (2u * _234);
        _264[_1656] = _992.z;
        uint _1668 = _821 + (3u * _234);
        _264[_1668] = _992.w;
        _1368 = _176._m0[_953];
        int _1033 = int(_1368[_812]);
        float4 _1049 = float4(float(extract_bits(_1033, uint(0), uint(8))), float(extract_bits(_1033, uint(8), uint(8))), float(extract_bits(_1033, uint(16), uint(8))), float(_1033 >> 24)) * float2(as_type<half2>(_162._m0[_943])).x;
        _297[_821] = _1049.x;
        _297[_1644] = _1049.y;
        _297[_1656] = _1049.z;
        _297[_1668] = _1049.w;
        _1383 += _308;
        continue;
    }
    for (uint _1384 = gl_LocalInvocationID.x; _1384 < _322; )
    {
        uint _882 = _1384 / 4u;
        uint _889 = _1384 % 4u;
        uint _898 = ((4u * _889) * _345) + _882;
        uint _908 = ((_92._m7 + min((_400 + _882), (_413 - 1u))) * (_92._m2 / 4u)) + _889;
        _379[_898] = _354._m0[_908].x;
        _379[_898 + _345] = _354._m0[_908].y;
        _379[_898 + (2u * _345)] = _354._m0[_908].z;
        _379[_898 + (3u * _345)] = _354._m0[_908].w;
        _1384 += _308;
        continue;
    }
    float _550[_320];
    uint _1399;
    uint _1461;
    for (uint _1385 = 0u, _1392 = 0u, _1395 = 0u; _1385 < _92._m0; _1395 = _1461, _1392 = _1399, _1385++)
    {
        uint _492 = _1392 + _491;
        bool _498 = _492 >= _92._m0;
        if (_498)
        {
            uint _503 = _1395 + uint(1);
            _1461 = _503;
            _1399 = _503;
        }
        else
        {
            _1461 = _1395;
            _1399 = _492;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _506 = _1385 + 1u;
        if (_506 < _92._m0)
        {
            uint _514 = _506 & 1u;
            for (uint _1400 = gl_LocalInvocationID.x; _1400 < _212; _1400 += _308)
            {
                uint _1085 = _1400 / 4u;
                uint _1090 = min((_396 + _1085), (_92._m3 - 1u));
                uint _1092 = _1400 % 4u;
                uint _1101 = (((16u * _514) + (4u * _1092)) * _234) + _1085;
                uint _1226 = (_1090 * _92._m1) + (_1399 >> uint(2));
                float2 _1229 = float2(as_type<half2>(_88._m0[_1226]));
                uint _1235 = (_1090 * _92._m0) + _1399;
                bool _1240 = (_1399 & 2u) == 0u;
                float _1429;
                if (_1240)
                {
                    _1429 = _1229.x;
                }
                else
                {
                    _1429 = _1229.y;
                }
                uint4 _1352 = _108._m0[_1235];
                int _1256 = int(_1352[_1092]);
                float4 _1272 = float4(float(extract_bits(_1256, uint(0), uint(8))), float(extract_bits(_1256, uint(8), uint(8))), float(extract_bits(_1256, uint(16), uint(8))), float(_1256 >> 24)) * _1429;
                _264[_1101] = _1272.x;
                uint _1500 = _1101 + _234;
                _264[_1500] = _1272.y;
                uint _1512 = _1101 + (2u * _234);
                _264[_1512] = _1272.z;
                uint _1524 = _1101 + (3u * _234);
                _264[_1524] = _1272.w;
                float2 _1286 = float2(as_type<half2>(_162._m0[_1226]));
                float _1431;
                if (_1240)
                {
                    _1431 = _1286.x;
                }
                else
                {
                    _1431 = _1286.y;
                }
                uint4 _1358 = _176._m0[_1235];
                int _1313 = int(_1358[_1092]);
                float4 _1329 = float4(float(extract_bits(_1313, uint(0), uint(8))), float(extract_bits(_1313, uint(8), uint(8))), float(extract_bits(_1313, uint(16), uint(8))), float(_1313 >> 24)) * _1431;
                _297[_1101] = _1329.x;
                _297[_1500] = _1329.y;
                _297[_1512] = _1329.z;
                _297[_1524] = _1329.w;
            }
            for (uint _1401 = gl_LocalInvocationID.x; _1401 < _322; )
            {
                uint _1162 = _1401 / 4u;
                uint _1169 = _1401 % 4u;
                uint _1178 = (((16u * _514) + (4u * _1169)) * _345) + _1162;
                uint _1188 = (((_92._m7 + min((_400 + _1162), (_413 - 1u))) * (_92._m2 / 4u)) + (4u * _1399)) + _1169;
                _379[_1178] = _354._m0[_1188].x;
                _379[_1178 + _345] = _354._m0[_1188].y;
                _379[_1178 + (2u * _345)] = _354._m0[_1188].z;
                _379[_1178 + (3u * _345)] = _354._m0[_1188].w;
                _1401 += _308;
                continue;
            }
        }
        uint _528 = 16u * (_1385 & 1u);
        uint _1405;
        _1405 = _528;
        for (; _1405 < (_528 + 16u); _1405++)
        {
            for (uint _1416 = 0u; _1416 < _320; )
            {
                _550[_1416] = _379[((_1405 * _345) + _421) + _1416];
                _1416++;
                continue;
            }
            uint _1417;
            _1417 = 0u;
            for (; _1417 < _210; _1417++)
            {
                uint _577 = ((_1405 * _234) + _417) + _1417;
                for (uint _1420 = 0u; _1420 < _320; )
                {
                    uint _591 = (_1420 * _210) + _1417;
                    _434[_591] = fma(_550[_1420], _264[_577], _434[_591]);
                    _1420++;
                    continue;
                }
                for (uint _1423 = 0u; _1423 < _320; )
                {
                    uint _625 = (_1423 * _210) + _1417;
                    _457[_625] = fma(_550[_1423], _297[_577], _457[_625]);
                    _1423++;
                    continue;
                }
            }
        }
        if (_498)
        {
            for (uint _1407 = 0u; _1407 < _654; )
            {
                _439[_1407] += _434[_1407];
                _434[_1407] = 0.0;
                _462[_1407] += _457[_1407];
                _457[_1407] = 0.0;
                _1407++;
                continue;
            }
        }
    }
    for (uint _1386 = 0u; _1386 < _320; _1386++)
    {
        for (uint _1387 = 0u; _1387 < _210; _1387++)
        {
            bool _704 = ((_396 + _417) + _1387) < _92._m3;
            bool _714;
            if (_704)
            {
                _714 = ((_400 + _421) + _1386) < _413;
            }
            else
            {
                _714 = _704;
            }
            if (_714)
            {
                uint _721 = (_1386 * _210) + _1387;
                _736._m0[((((((_400 + _421) + _1386) * _92._m5) + _92._m4) + _396) + _417) + _1387] = (_439[_721] / (1.0 + exp(fma((0.0447149984538555145263671875 * _439[_721]) * _439[_721], _439[_721], _439[_721]) * (-1.5957691669464111328125)))) * _462[_721];
            }
        }
    }
}

