#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _52 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _55 = (_52 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _65 = SPIRV_CROSS_CONSTANT_ID_0;

struct _129
{
    uint _m0[1];
};

struct _132
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

struct _179
{
    uint _m0[1];
};

struct _194
{
    uint4 _m0[1];
};

struct _223
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _243 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _248 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _297 = (_243 * _248);
constant uint _299 = (_243 * _248);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _446 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _447 = (_446 == 1u);
constant uint _457 = (_243 * _248);
constant uint _470 = (_243 * _248);
constant uint _473 = (8u * _65);
constant uint _497 = (_243 * _248);
constant uint _523 = (_243 * _248);
constant uint _524 = (_523 + _65);
constant uint _525 = (_524 - 1u);
constant uint _526 = (_525 / _65);
constant uint _544 = (_243 * _248);
constant uint _598 = (_243 * _248);

struct _613
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _633 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_633, 1u, 1u);

kernel void main0(constant _132& _134 [[buffer(0)]], const device _223& _225 [[buffer(2)]], const device _194& _196 [[buffer(3)]], const device _179& _181 [[buffer(4)]], const device _129& _131 [[buffer(5)]], device _613& _615 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _68[_65];
    threadgroup float _476[_473];
    do
    {
        uint _244 = gl_WorkGroupID.x * _243;
        uint _249 = gl_WorkGroupID.y * _248;
        bool _858;
        _858 = false;
        uint _263[_243];
        bool _282;
        for (uint _857 = 0u; _857 < _243; _858 = _282, _857++)
        {
            uint _267 = _244 + _857;
            bool _655 = _134._m7 == 1u;
            uint _900;
            if (_655)
            {
                _900 = 2u * _267;
            }
            else
            {
                _900 = _267;
            }
            uint _902;
            if (_655)
            {
                uint _901;
                if (_131._m0[_900] <= 1266679808u)
                {
                    _901 = uint(as_type<float>(_131._m0[_900]));
                }
                else
                {
                    _901 = 4294967295u;
                }
                _902 = _901;
            }
            else
            {
                _902 = _131._m0[_900];
            }
            _263[_857] = _902 - _134._m4;
            if (!_858)
            {
                _282 = _263[_857] < _134._m3;
            }
            else
            {
                _282 = _858;
            }
        }
        if (!_858)
        {
            break;
        }
        float _302[_299];
        for (uint _859 = 0u; _859 < _297; )
        {
            _302[_859] = 0.0;
            _859++;
            continue;
        }
        uint _860;
        _860 = gl_LocalInvocationID.x;
        _17 _328[_243];
        float4 _362[_248];
        for (; _860 < _134._m0; _860 += _65)
        {
            for (uint _887 = 0u; _887 < _243; _887++)
            {
                uint _336 = min(_263[_887], (_134._m3 - 1u));
                float2 _700 = float2(as_type<half2>(_181._m0[(_336 * _134._m1) + (_860 >> uint(2))]));
                float _898;
                if ((_860 & 2u) == 0u)
                {
                    _898 = _700.x;
                }
                else
                {
                    _898 = _700.y;
                }
                _328[_887] = _17{ _196._m0[(_336 * _134._m0) + _860], _898, 0.0 };
            }
            uint _888;
            _888 = 0u;
            for (; _888 < 4u; _888++)
            {
                for (uint _891 = 0u; _891 < _248; )
                {
                    _362[_891] = _225._m0[(min((_249 + _891), 0u) * (_134._m2 / 4u)) + ((4u * _860) + _888)];
                    _891++;
                    continue;
                }
                uint _892;
                _892 = 0u;
                for (; _892 < _243; _892++)
                {
                    uint4 _845 = _328[_892]._m0;
                    int _738 = int(_845[_888]);
                    float4 _754 = float4(float(extract_bits(_738, uint(0), uint(8))), float(extract_bits(_738, uint(8), uint(8))), float(extract_bits(_738, uint(16), uint(8))), float(_738 >> 24)) * _328[_892]._m1;
                    for (uint _895 = 0u; _895 < _248; )
                    {
                        uint _408 = (_895 * _243) + _892;
                        _302[_408] = fma(_362[_895].w, _754.w, fma(_362[_895].z, _754.z, fma(_362[_895].y, _754.y, fma(_362[_895].x, _754.x, _302[_408]))));
                        _895++;
                        continue;
                    }
                }
            }
        }
        float _529[_526];
        if (_447)
        {
            uint _869;
            _869 = 0u;
            uint _469;
            for (; _869 < _457; _869 = _469)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _881;
                _881 = _869;
                for (;;)
                {
                    _469 = _869 + 8u;
                    if (_881 < min(_469, _470))
                    {
                        _476[((_881 - _869) * _65) + gl_LocalInvocationID.x] = _302[_881];
                        _881++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _495 = ((gl_LocalInvocationID.x + _65) - (_869 % _65)) % _65;
                if (_495 < min(8u, (_497 - _869)))
                {
                    float _885;
                    _885 = 0.0;
                    for (uint _883 = 0u; _883 < _65; )
                    {
                        _885 += _476[(_495 * _65) + _883];
                        _883++;
                        continue;
                    }
                    _529[_869 / _65] = _885;
                }
            }
        }
        else
        {
            for (uint _861 = 0u; _861 < _544; _861++)
            {
                float _550 = _302[_861];
                float _864;
                do
                {
                    float _771 = simd_sum(_550);
                    if (_55)
                    {
                        _864 = _771;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _775 = simd_is_first();
                    if (_775)
                    {
                        _68[gl_SubgroupID] = _771;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _863;
                    _863 = _68[0];
                    for (uint _862 = 1u; _862 < gl_NumSubgroups; )
                    {
                        _863 += _68[_862];
                        _862++;
                        continue;
                    }
                    _864 = _863;
                    break;
                } while(false);
                if ((_861 % _65) == gl_LocalInvocationID.x)
                {
                    _529[_861 / _65] = _864;
                }
            }
        }
        for (uint _870 = 0u; _870 < _526; _870++)
        {
            uint _576 = (_870 * _65) + gl_LocalInvocationID.x;
            uint _874;
            if (_576 < _243)
            {
                uint _585 = _244 + _576;
                bool _816 = _134._m7 == 1u;
                uint _871;
                if (_816)
                {
                    _871 = 2u * _585;
                }
                else
                {
                    _871 = _585;
                }
                uint _873;
                if (_816)
                {
                    uint _872;
                    if (_131._m0[_871] <= 1266679808u)
                    {
                        _872 = uint(as_type<float>(_131._m0[_871]));
                    }
                    else
                    {
                        _872 = 4294967295u;
                    }
                    _873 = _872;
                }
                else
                {
                    _873 = _131._m0[_871];
                }
                _874 = _873 - _134._m4;
            }
            else
            {
                _874 = _134._m3;
            }
            uint _596 = _249 + (_576 / _243);
            bool _599 = _576 < _598;
            bool _606;
            if (_599)
            {
                _606 = _874 < _134._m3;
            }
            else
            {
                _606 = _599;
            }
            if (_606 && (_596 < 1u))
            {
                _615._m0[((_596 * _134._m5) + _134._m4) + _874] = _529[_870];
            }
        }
        break;
    } while(false);
}

